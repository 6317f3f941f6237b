package dev.lily.policy;

/** How a value is hidden; the names are Apache Ranger's. */
public enum MaskType {
  MASK,
  MASK_SHOW_LAST_4,
  MASK_SHOW_FIRST_4,
  MASK_HASH,
  MASK_NULL,
  MASK_NONE,
  MASK_DATE_SHOW_YEAR,
  CUSTOM
}
