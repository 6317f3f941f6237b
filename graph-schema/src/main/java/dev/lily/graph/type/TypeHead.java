package dev.lily.graph.type;

import dev.lily.graph.asset.AuditInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What all type definitions have. Absent texts are empty, absent numbers 0. */
public record TypeHead(
    String guid,
    String name,
    String description,
    String typeVersion,
    String serviceType,
    Map<String, String> options,
    AuditInfo audit) {
  static final AuditInfo NO_AUDIT = new AuditInfo(0, 0, "", "", 0);

  public TypeHead {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** The head of a definition that nobody has stored yet. */
  public static TypeHead named(String name) {
    return new TypeHead("", name, "", "", "", Map.of(), NO_AUDIT);
  }

  TypeHead withIdentity(String newGuid, AuditInfo newAudit) {
    return new TypeHead(newGuid, name, description, typeVersion, serviceType, options, newAudit);
  }

  TypeHead withOption(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(options);
    more.put(key, value);
    return withOptions(more);
  }

  TypeHead withOptions(Map<String, String> newOptions) {
    return new TypeHead(guid, name, description, typeVersion, serviceType, newOptions, audit);
  }

  /** This head, with what it leaves blank taken from the one it replaces. */
  TypeHead completedFrom(TypeHead old) {
    return new TypeHead(
        old.guid,
        name,
        description,
        typeVersion.isEmpty() ? old.typeVersion : typeVersion,
        serviceType.isEmpty() ? old.serviceType : serviceType,
        options.isEmpty() ? old.options : options,
        old.audit);
  }
}
