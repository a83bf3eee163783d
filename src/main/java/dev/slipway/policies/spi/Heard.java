package dev.slipway.policies.spi;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What policies heard elsewhere right before the step that is judged now. It is bound to that one
/// step and its thread, so nothing of it is believed a second time.
public final class Heard {

  private static final ScopedValue<List<Object>> NOW = ScopedValue.newInstance();

  private Heard() {}

  /// Does the step that was asked for.
  public static <T> T during(Collection<Object> facts, Supplier<T> step) {
    return ScopedValue.where(NOW, List.copyOf(facts)).call(step::get);
  }

  /// What was heard of this type; empty outside such a step.
  public static <T> Optional<T> now(Class<T> type) {
    return NOW.orElse(List.of()).stream().filter(type::isInstance).map(type::cast).findFirst();
  }
}
