package dev.slipway.slo;

import dev.slipway.kernel.Decimals;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a page of the list of objectives ended. Budgets move while somebody pages; a cursor of
/// values shows nothing twice that stood still.
///
/// @param place of its status: 1 for what counts
/// @param consumed -1 where it is not known
record ListPlace(int place, int rank, BigDecimal consumed, UUID id) {

  static ListPlace of(ObjectiveRow row) {
    var consumed = row.sortedBy();
    return new ListPlace(
        place(row.status()),
        row.rank(),
        consumed == null ? BigDecimal.ONE.negate() : consumed,
        row.id());
  }

  static @Nullable ListPlace read(@Nullable String cursor) {
    if (cursor == null || cursor.isEmpty()) {
      return null;
    }
    try {
      var parts = cursor.split("_", -1);
      if (parts.length == 4) {
        return new ListPlace(
            Integer.parseInt(parts[0]),
            Integer.parseInt(parts[1]),
            Optional.of(parts[2]).flatMap(Decimals::read).orElseThrow(ListPlace::unknown),
            UUID.fromString(parts[3]));
      }
    } catch (IllegalArgumentException _) {
      // Not what this list gave.
    }
    throw unknown();
  }

  private static int place(ObjectiveStatus status) {
    return switch (status) {
      case ACTIVE -> 1;
      case DRAFT -> 2;
      case DISABLED -> 3;
    };
  }

  String text() {
    return place + "_" + rank + "_" + Decimals.plain(consumed) + "_" + id;
  }

  private static DomainFailure unknown() {
    return new DomainFailure(
        ProblemType.INVALID_REQUEST,
        "The cursor is not one that this list gave. Begin with the first page again.");
  }
}
