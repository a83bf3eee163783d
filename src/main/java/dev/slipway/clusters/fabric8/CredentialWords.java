package dev.slipway.clusters.fabric8;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a refused sign-in means, in words.
final class CredentialWords {

  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private CredentialWords() {}

  /// The API server answered 401.
  static String notTaken(@Nullable Instant expiresAt, Instant now) {
    return expiresAt != null && expiresAt.isBefore(now)
        ? "the credentials have been expired since " + AT.format(expiresAt)
        : "its API server does not accept the credentials: they were withdrawn, or were never those"
            + " of this cluster";
  }
}
