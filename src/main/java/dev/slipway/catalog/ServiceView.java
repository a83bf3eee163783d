package dev.slipway.catalog;

import dev.slipway.identity.TeamId;
import java.util.List;

/// A service with what every page about it needs.
///
/// @param tier 1 is the most important, 4 the least
public record ServiceView(
    ServiceId id,
    String slug,
    String name,
    String description,
    SystemId system,
    String systemSlug,
    String systemName,
    TeamId team,
    String teamSlug,
    String teamName,
    int tier,
    Lifecycle lifecycle,
    List<Link> links) {

  /// Whether people gave it a name of its own, beside the slug of its addresses.
  public boolean isNamed() {
    return !name.equals(slug);
  }

  /// Its name, with the slug beside it where they differ.
  public String label() {
    return isNamed() ? name + " (" + slug + ")" : slug;
  }
}
