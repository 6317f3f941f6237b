package dev.lily.policy.ranger;

import dev.lily.policy.Directory;
import dev.lily.policy.tags.Hash64;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The documents about roles and users, in the form of Ranger Admin's. */
final class PrincipalDocuments {
  private PrincipalDocuments() {}

  static byte[] roles(String service, Directory directory) {
    List<Map<String, Object>> roles = new ArrayList<>();
    Directory.sorted(directory.roles())
        .forEach(
            (name, role) -> {
              Map<String, Object> entry = new LinkedHashMap<>();
              entry.put("id", Hash64.of("role\n" + name));
              entry.put("name", name);
              entry.put("description", role.description());
              entry.put("isEnabled", true);
              entry.put("users", members(role.users()));
              entry.put("groups", members(role.groups()));
              entry.put("roles", members(role.roles()));
              roles.add(entry);
            });
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("serviceName", service);
    document.put("roleVersion", directory.version());
    document.put("roleUpdateTime", directory.updateTime());
    document.put("rangerRoles", roles);
    return RangerJson.write(document);
  }

  static byte[] users(Directory directory) {
    Map<String, Object> attributes = new TreeMap<>();
    Map<String, Object> groups = new TreeMap<>();
    directory
        .users()
        .forEach(
            (name, user) -> {
              attributes.put(name, Directory.sorted(user.attributes()));
              groups.put(name, user.groups().stream().sorted().toList());
            });
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("userStoreVersion", directory.version());
    document.put("userStoreUpdateTime", directory.updateTime());
    document.put("userAttrMapping", attributes);
    document.put("groupAttrMapping", Directory.sorted(directory.groups()));
    document.put("userGroupMapping", groups);
    return RangerJson.write(document);
  }

  private static List<Map<String, Object>> members(Set<String> names) {
    List<Map<String, Object>> members = new ArrayList<>();
    for (String name : names.stream().sorted().toList()) {
      Map<String, Object> member = new LinkedHashMap<>();
      member.put("name", name);
      member.put("isAdmin", false);
      members.add(member);
    }
    return members;
  }
}
