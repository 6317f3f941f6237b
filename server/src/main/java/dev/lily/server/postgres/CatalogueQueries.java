package dev.lily.server.postgres;

import dev.lily.policy.postgres.Ledger;

/** What is asked of the system catalogue. */
final class CatalogueQueries {
  static final String WHO =
      "SELECT current_database(), current_user, EXISTS (SELECT 1 FROM"
          + " pg_attribute WHERE attrelid = to_regclass('lily.applied') AND attname = 'above'),"
          + " to_regclass('lily.applied') IS NOT NULL";

  static final String ROLES =
      """
      WITH RECURSIVE member (role, of) AS (
        SELECT oid, oid FROM pg_roles
        UNION
        SELECT member.role, m.roleid FROM member JOIN pg_auth_members m ON m.member = member.of)
      SELECT r.rolname, r.rolcanlogin, r.rolsuper OR bool_or(g.rolname = 'pg_read_all_data'),
        array_agg(g.rolname::text)
      FROM member JOIN pg_roles r ON r.oid = member.role JOIN pg_roles g ON g.oid = member.of
      GROUP BY r.rolname, r.rolcanlogin, r.rolsuper ORDER BY r.rolname
      """;

  static final String RELATIONS =
      """
      SELECT c.oid::bigint, n.nspname, c.relname
      FROM pg_class c JOIN (
        SELECT oid, nspname FROM pg_namespace
        WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'lily')
          AND coalesce(obj_description(oid, 'pg_namespace'), '') NOT LIKE 'Made by Lily%'
        OFFSET 0) n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
      ORDER BY n.nspname, c.relname
      """;

  /** Indexes inherit, too. */
  static final String ABOVE =
      """
      WITH RECURSIVE above (child, parent) AS (
        SELECT i.inhrelid, i.inhparent
        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid AND c.relkind IN ('r', 'p', 'f')
        UNION
        SELECT above.child, i.inhparent
        FROM above JOIN pg_inherits i ON i.inhrelid = above.parent)
      SELECT above.child::bigint, n.nspname, c.relname
      FROM above JOIN pg_class c ON c.oid = above.parent
        JOIN pg_namespace n ON n.oid = c.relnamespace
      ORDER BY 1, 2, 3
      """;

  /** Functions that others may call, and that run with the rights of their owner. */
  static final String FUNCTIONS =
      """
      SELECT pg_get_userbyid(p.proowner),
        n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')'
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE p.prosecdef AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND (p.proacl IS NULL OR EXISTS (SELECT 1 FROM aclexplode(p.proacl) x
          WHERE x.privilege_type = 'EXECUTE' AND x.grantee <> p.proowner))
      ORDER BY 1, 2
      """;

  static final String TABLES =
      """
      SELECT c.oid::bigint, n.nspname, c.relname, pg_get_userbyid(c.relowner),
        c.relkind IN ('r', 'p'), c.relrowsecurity,
        coalesce((SELECT array_agg(polname::text) FROM pg_policy WHERE polrelid = c.oid), '{}'),
        coalesce(obj_description(p.oid, 'pg_policy'), ''),
        coalesce(%s, '')
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_policy p ON p.polrelid = c.oid AND p.polname = 'lily_rows'
      WHERE c.oid = ANY (?::oid[]) ORDER BY n.nspname, c.relname
      """
          .formatted(Ledger.hash("pg_get_expr(p.polqual, p.polrelid)"));

  /** With what each is generated from, of which PostgreSQL 15 keeps account in another place. */
  static final String COLUMNS =
      """
      WITH made (relation, attribute, source) AS (
        SELECT d.objid, d.objsubid, d.refobjsubid
        FROM pg_depend d WHERE d.objid = ANY (?::oid[]) AND d.classid = 'pg_class'::regclass
          AND d.refclassid = 'pg_class'::regclass AND d.refobjid = d.objid AND d.objsubid > 0
        UNION
        SELECT f.adrelid, f.adnum, d.refobjsubid
        FROM pg_attrdef f JOIN pg_depend d ON d.objid = f.oid AND d.classid = 'pg_attrdef'::regclass
          AND d.refclassid = 'pg_class'::regclass AND d.refobjid = f.adrelid
        WHERE f.adrelid = ANY (?::oid[]))
      SELECT a.attrelid::bigint, a.attname,
        CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod)
          ELSE format_type(a.atttypid, a.atttypmod) END, t.typtype = 'd',
        (SELECT coalesce(array_agg(s.attname::text ORDER BY s.attname), '{}')
          FROM made JOIN pg_attribute s ON s.attrelid = made.relation AND s.attnum = made.source
          WHERE made.relation = a.attrelid AND made.attribute = a.attnum
            AND made.source <> a.attnum AND made.source > 0)
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
      WHERE a.attrelid = ANY (?::oid[]) AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attrelid, a.attnum
      """;

  static final String GRANTS =
      """
      SELECT DISTINCT relation, coalesce(r.rolname, ''), attribute, x.is_grantable
      FROM (
        SELECT c.oid::bigint AS relation, '' AS attribute, c.relowner AS owner, c.relacl AS acl
        FROM pg_class c WHERE c.oid = ANY (?::oid[])
        UNION ALL
        SELECT c.oid::bigint, a.attname::text, c.relowner, a.attacl
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.oid = ANY (?::oid[]) AND a.attnum > 0 AND NOT a.attisdropped) s
        CROSS JOIN LATERAL aclexplode(s.acl) x LEFT JOIN pg_roles r ON r.oid = x.grantee
      WHERE x.privilege_type = 'SELECT' AND x.grantee <> s.owner
        AND coalesce(r.rolname, '') <> current_user
      ORDER BY 1, 2, 3
      """;

  static final String READERS =
      """
      SELECT DISTINCT d.refobjid::bigint, n.nspname || '.' || c.relname
      FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid JOIN pg_class c ON c.oid = r.ev_class
        JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
        AND d.refobjid = ANY (?::oid[]) AND c.oid <> d.refobjid
        AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false)
        AND coalesce(obj_description(n.oid, 'pg_namespace'), '') NOT LIKE 'Made by Lily%'
      ORDER BY 1, 2
      """;

  static final String SCHEMAS =
      """
      SELECT nspname, coalesce(obj_description(oid, 'pg_namespace'), '') LIKE 'Made by Lily%'
      FROM pg_namespace WHERE nspname ~ '_masked$'
      """;

  static final String VIEW_NAMES =
      """
      SELECT c.oid::bigint, n.nspname, c.relname
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname ~ '_masked$' AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
      """;

  static final String VIEWS =
      """
      SELECT c.oid::bigint, coalesce(obj_description(c.oid, 'pg_class'), ''),
        CASE WHEN c.relkind = 'v' THEN %s ELSE '' END,
        pg_get_userbyid(c.relowner), coalesce(c.reloptions, '{}')
      FROM pg_class c WHERE c.oid = ANY (?::oid[])
      """
          .formatted(Ledger.hash("pg_get_viewdef(c.oid)"));

  static final String REMEMBERED =
      """
      SELECT service = ?, schema_name, table_name, table_oid, revoked::text, viewers::text,
        enabled_row_security, coalesce(to_jsonb(a) ->> 'above', '[]'), definition_hash, policy_hash
      FROM lily.applied a ORDER BY schema_name, table_name
      """;

  private CatalogueQueries() {}
}
