package dev.slipway.shell;

import dev.slipway.kernel.Permission;

/// An entry of the top bar, contributed by a module as a bean.
///
/// @param icon name of an icon of the sprite
/// @param badge URL of a fragment with a number, or an empty string
/// @param permission who does not have it does not see the entry
public record NavigationItem(
    String label, String href, String icon, int order, String badge, Permission permission) {

  public NavigationItem(String label, String href, String icon, int order, String badge) {
    this(label, href, icon, order, badge, Permission.VIEW);
  }
}
