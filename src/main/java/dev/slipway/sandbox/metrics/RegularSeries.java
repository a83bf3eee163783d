package dev.slipway.sandbox.metrics;

import dev.slipway.sandbox.metrics.promql.Labels;
import dev.slipway.sandbox.metrics.promql.Series;
import java.util.function.IntToDoubleFunction;

/// A series with a sample at every step from its start.
///
/// @param start when the first was taken, in milliseconds since 1970
/// @param step milliseconds from one to the next
/// @param size how many there are
/// @param values what each measured, by its number from 0
public record RegularSeries(
    Labels labels, long start, long step, int size, IntToDoubleFunction values) implements Series {

  @Override
  public int until(long time) {
    return Math.clamp(Math.floorDiv(time - start, step) + 1, 0, size);
  }

  @Override
  public long timeAt(int index) {
    return start + index * step;
  }

  @Override
  public double valueAt(int index) {
    return values.applyAsDouble(index);
  }
}
