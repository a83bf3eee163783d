package dev.slipway.plans.web;

import dev.slipway.plans.spi.KnownVersions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Versions to pick below the field for the image.
///
/// @param offer null where nothing is known to run there, so that no repository is known either
/// @param service and `environment` for the links that take a version into the form
record VersionOffers(KnownVersions.@Nullable Offer offer, String service, String environment) {

  private static final int MOST_LINKS = 6;

  public List<KnownVersions.Version> all() {
    return offer == null ? List.of() : offer.versions();
  }

  public List<KnownVersions.Version> first() {
    return all().stream().limit(MOST_LINKS).toList();
  }

  /// What else there is to know, in words.
  public String note() {
    if (offer == null) {
      return "";
    }
    var more = all().size() - MOST_LINKS;
    if (!offer.answered()) {
      return "The registry told no tags just now. Type the version.";
    }
    return all().isEmpty()
        ? "The registry knows no other tag."
        : more > 0 ? more + " more come up while you type into the field." : "";
  }
}
