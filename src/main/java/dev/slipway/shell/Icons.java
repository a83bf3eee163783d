package dev.slipway.shell;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/// Addresses of icons in the sprite, with the hash of its content, so browsers keep it for good.
@Component
public class Icons {

  private static final String SPRITE = "/icons.svg";

  private final ResourceUrlProvider resources;

  Icons(ResourceUrlProvider resources) {
    this.resources = resources;
  }

  /// The value of `href` on a `use` element, also for live patches.
  public String href(@Nullable String icon) {
    String sprite = resources.getForLookupPath(SPRITE);
    return (sprite == null ? SPRITE : sprite) + "#" + (icon == null ? "circle" : icon);
  }
}
