package dev.lily.server.settings;

/**
 * Everything an operator can set. The key of a setting is {@code lily.<concern>.<name>}: the
 * component here and the component of its record, in kebab case.
 */
public record Settings(
    ServerSettings server,
    TenantsSettings tenants,
    DataSettings data,
    StorageSettings storage,
    KafkaSettings kafka,
    SecuritySettings security,
    LogSettings log,
    PropagationSettings propagation,
    PolicySettings policy,
    AuditSettings audit,
    EnforcementSettings enforcement,
    OpenlineageSettings openlineage,
    AtlasSettings atlas,
    GremlinSettings gremlin) {}
