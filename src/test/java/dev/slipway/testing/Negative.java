package dev.slipway.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The attacks and faults of `docs/promises.md` that this test shows to be answered as written
/// there.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Negative {
  int[] value();
}
