package dev.slipway.kernel;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One page of a list read by keyset.
///
/// @param next opaque cursor of the following page, or null at the end
public record Page<T>(List<T> items, @Nullable String next) {

  private static final int MOST = 200;

  public Page {
    items = List.copyOf(items);
  }

  public static <T> Page<T> last(List<T> items) {
    return new Page<>(items, null);
  }

  /// One page of a list that is whole in memory.
  ///
  /// @param key what names an item in the cursor; unique in the list
  public static <T> Page<T> of(
      List<T> all, Function<T, String> key, @Nullable String cursor, int limit) {
    int most = limit(limit);
    int from = 0;
    if (cursor != null && !cursor.isEmpty()) {
      from = all.stream().map(key).toList().indexOf(cursor) + 1;
      if (from == 0) {
        throw new DomainFailure(
            ProblemType.INVALID_REQUEST,
            "The cursor is not one that this list gave. Begin with the first page again.");
      }
    }
    var items = all.subList(from, Math.min(all.size(), from + most));
    return new Page<>(items, from + most < all.size() ? key.apply(items.getLast()) : null);
  }

  /// How many items a page may be asked for.
  ///
  /// @throws DomainFailure INVALID_REQUEST outside of 1 to 200
  public static int limit(int wanted) {
    if (wanted < 1 || wanted > MOST) {
      throw new DomainFailure(
          ProblemType.INVALID_REQUEST, "limit is %d (expected: 1 to %d).".formatted(wanted, MOST));
    }
    return wanted;
  }

  public <R> Page<R> map(Function<T, R> mapping) {
    return new Page<>(items.stream().map(mapping).toList(), next);
  }
}
