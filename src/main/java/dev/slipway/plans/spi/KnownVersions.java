package dev.slipway.plans.spi;

import dev.slipway.clusters.Placement;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells which versions could be rolled out somewhere, for a form: first those that ran there, then
/// those that the registry of the image knows. Asks the registry: never inside a transaction.
public interface KnownVersions {

  /// What could be rolled out to this placement, at most as many as fit a form.
  ///
  /// @param running the image that runs there now; only its repository is asked
  Offer of(Placement placement, String running);

  /// The versions to pick from.
  ///
  /// @param answered whether the registry told its tags, so that nothing but age hides one
  record Offer(List<Version> versions, boolean answered) {}

  /// A version to pick.
  ///
  /// @param image the whole reference, to be typed into the form
  /// @param ranAt when it ran here last; null where only the registry knows it
  record Version(String image, String tag, @Nullable Instant ranAt) {}
}
