package dev.lily.policy.opa;

import dev.lily.policy.Decisions;
import dev.lily.policy.Decisions.Reach;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an operation of Trino asks for, in Ranger's words; the same as in Trino's own Ranger plug-in
 * (io.trino.plugin.ranger.RangerSystemAccessControl), so that both doors ask one question.
 */
record TrinoOperation(Kind kind, String access, Reach reach) {

  /** What the operation is about. */
  enum Kind {
    QUERY,
    USER,
    SYSTEM_INFORMATION,
    SYSTEM_PROPERTY,
    CATALOG_PROPERTY,
    CATALOG,
    SCHEMA,
    TABLE,
    COLUMNS,
    FUNCTION,
    PROCEDURE,
    UNKNOWN
  }

  /** An operation that is not listed here is for those who have all rights on what it names. */
  private static final TrinoOperation OTHER = self(Kind.UNKNOWN, "all");

  private static final Map<String, TrinoOperation> KNOWN =
      Stream.of(
              names(self(Kind.QUERY, "execute"), "ExecuteQuery"),
              names(
                  self(Kind.USER, "impersonate"),
                  "ImpersonateUser ViewQueryOwnedBy KillQueryOwnedBy"),
              names(inside(Kind.USER, "impersonate"), "FilterViewQueryOwnedBy"),
              names(self(Kind.SYSTEM_INFORMATION, "read_sysinfo"), "ReadSystemInformation"),
              names(self(Kind.SYSTEM_INFORMATION, "write_sysinfo"), "WriteSystemInformation"),
              names(self(Kind.SYSTEM_PROPERTY, "alter"), "SetSystemSessionProperty"),
              names(self(Kind.CATALOG_PROPERTY, "alter"), "SetCatalogSessionProperty"),
              names(self(Kind.CATALOG, Decisions.ANY_ACCESS), "AccessCatalog ShowSchemas"),
              names(inside(Kind.CATALOG, Decisions.ANY_ACCESS), "FilterCatalogs"),
              names(self(Kind.CATALOG, "create"), "CreateCatalog"),
              names(self(Kind.CATALOG, "drop"), "DropCatalog"),
              names(self(Kind.SCHEMA, Decisions.ANY_ACCESS), "ShowTables ShowFunctions"),
              names(inside(Kind.SCHEMA, Decisions.ANY_ACCESS), "FilterSchemas"),
              names(self(Kind.SCHEMA, "create"), "CreateSchema"),
              names(self(Kind.SCHEMA, "drop"), "DropSchema"),
              names(self(Kind.SCHEMA, "alter"), "RenameSchema SetSchemaAuthorization"),
              names(self(Kind.SCHEMA, "show"), "ShowCreateSchema"),
              names(self(Kind.TABLE, Decisions.ANY_ACCESS), "ShowColumns"),
              names(inside(Kind.TABLE, Decisions.ANY_ACCESS), "FilterTables"),
              names(self(Kind.TABLE, "show"), "ShowCreateTable"),
              names(self(Kind.TABLE, "create"), "CreateTable CreateView CreateMaterializedView"),
              names(self(Kind.TABLE, "drop"), "DropTable DropView DropMaterializedView"),
              names(self(Kind.TABLE, "insert"), "InsertIntoTable UpdateTableColumns"),
              names(self(Kind.TABLE, "delete"), "DeleteFromTable TruncateTable"),
              names(
                  self(Kind.TABLE, "alter"),
                  "RenameTable SetTableProperties SetTableComment SetTableAuthorization"
                      + " AddColumn AlterColumn DropColumn RenameColumn SetColumnComment"
                      + " RenameView SetViewComment SetViewAuthorization"
                      + " RenameMaterializedView RefreshMaterializedView"
                      + " SetMaterializedViewProperties SetMaterializedViewComment"
                      + " ExecuteTableProcedure"),
              names(
                  self(Kind.COLUMNS, "select"),
                  "SelectFromColumns CreateViewWithSelectFromColumns"),
              names(inside(Kind.COLUMNS, Decisions.ANY_ACCESS), "FilterColumns"),
              names(self(Kind.PROCEDURE, "execute"), "ExecuteProcedure"),
              names(
                  self(Kind.FUNCTION, "execute"), "ExecuteFunction CreateViewWithExecuteFunction"),
              names(inside(Kind.FUNCTION, Decisions.ANY_ACCESS), "FilterFunctions"),
              names(self(Kind.FUNCTION, "create"), "CreateFunction"),
              names(self(Kind.FUNCTION, "drop"), "DropFunction"),
              names(self(Kind.FUNCTION, "show"), "ShowCreateFunction"))
          .flatMap(group -> group.entrySet().stream())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  static TrinoOperation named(String name) {
    return KNOWN.getOrDefault(name, OTHER);
  }

  private static TrinoOperation self(Kind kind, String access) {
    return new TrinoOperation(kind, access, Reach.SELF);
  }

  private static TrinoOperation inside(Kind kind, String access) {
    return new TrinoOperation(kind, access, Reach.SELF_OR_INSIDE);
  }

  private static Map<String, TrinoOperation> names(TrinoOperation operation, String names) {
    return Set.of(names.split(" ")).stream()
        .collect(Collectors.toMap(name -> name, name -> operation));
  }
}
