package dev.lily.bench;

/** A setting given as {@code --name value}; an empty initial value means that it may be absent. */
record Parameter(String name, String initially, String meaning) {}
