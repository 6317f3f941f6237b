package dev.lily.notifications.openlineage;

import java.util.Optional;

/**
 * A field of a schema facet; the fields of a struct are listed after it.
 *
 * @param path the names from the outermost field on, joined by dots
 * @param ordinal counts from 1 within the dataset
 */
public record SchemaField(
    String path, Optional<String> type, int ordinal, Optional<String> description) {}
