package dev.slipway.shell;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/// Addresses of icons in the sprite, with the hash of its content, so browsers keep it for good.
@Component
public class Icons {

  private static final String SPRITE = "/icons.svg";

  private final ResourceUrlProvider resources;
  private volatile @Nullable String sprite;

  Icons(ResourceUrlProvider resources) {
    this.resources = resources;
  }

  /// The value of `href` on a `use` element, also for live patches.
  public String href(@Nullable String icon) {
    return address() + "#" + (icon == null ? "circle" : icon);
  }

  /// Asked for hundreds of times a page, so it is looked up once; the file cannot change while the
  /// portal runs.
  private String address() {
    var known = sprite;
    if (known == null) {
      known = resources.getForLookupPath(SPRITE);
      sprite = known;
    }
    return known == null ? SPRITE : known;
  }
}
