package dev.slipway.backups.web;

import dev.slipway.kernel.FieldRefused;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What people type into the forms of backups.
final class Typed {

  private Typed() {}

  static List<String> slugs(String text) {
    return Arrays.stream(text.split("[,\\s]+", -1)).filter(slug -> !slug.isEmpty()).toList();
  }

  /// Whole or half hours, as minutes; null for nothing.
  static @Nullable Integer minutes(String hours) {
    var text = hours.strip().replace(',', '.');
    if (text.isEmpty()) {
      return null;
    }
    if (!text.matches("[0-9]{1,5}(\\.[0-9]{1,2})?")) {
      throw new FieldRefused("rpo", "Write hours, such as 24 or 0.5.");
    }
    return (int) Math.round(Double.parseDouble(text) * 60);
  }

  static String hours(@Nullable Integer minutes) {
    if (minutes == null) {
      return "";
    }
    return minutes % 60 == 0
        ? String.valueOf(minutes / 60)
        : String.format(java.util.Locale.ROOT, "%.2f", minutes / 60.0);
  }

  static LocalDate day(String field, String text) {
    try {
      return LocalDate.parse(text.strip());
    } catch (DateTimeParseException _) {
      throw new FieldRefused(field, "Write the day as year, month and day, such as 2026-11-23.");
    }
  }

  static Instant moment(String text) {
    try {
      return LocalDateTime.parse(text.strip()).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException _) {
      throw new FieldRefused(
          "since", "Write day and time of UTC, such as 2026-11-23T02:00, or leave it empty.");
    }
  }
}
