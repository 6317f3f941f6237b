package dev.lily.server.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares a record component as a setting: what it means, its default, and what it may be. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Setting {
  /** The meaning, in one line. */
  String value();

  /** The value when nobody sets it, written as in a settings file; empty for none. */
  String initially() default "";

  /** Bounds of a number (sizes in bytes), or of a duration in milliseconds. */
  long min() default 0;

  long max() default Long.MAX_VALUE;

  /** Never shown. */
  boolean secret() default false;
}
