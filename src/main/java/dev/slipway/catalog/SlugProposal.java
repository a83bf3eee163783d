package dev.slipway.catalog;

import org.jspecify.annotations.Nullable;

/// The slug that a new service would get from its name.
///
/// @param slug taken from the name; empty where nothing of it can stay
/// @param namesake slug of the service that has the name or the slug already, or null
/// @param instead a free slug to give by hand, where the own one is taken
public record SlugProposal(String slug, @Nullable String namesake, @Nullable String instead) {

  /// What becomes of it, in words.
  public String words() {
    if (slug.isEmpty()) {
      return "No letter of this name can stand in an address: give a slug by hand.";
    }
    return namesake == null
        ? "It will be \"" + slug + "\", for good."
        : "\"%s\" is taken, by a service that is or was called so. Choose another name, or give this one a slug by hand%s."
            .formatted(namesake, instead == null ? "" : ", such as \"" + instead + "\"");
  }

  InvalidEntry refusal() {
    return InvalidEntry.of("slug", words());
  }
}
