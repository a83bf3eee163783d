package dev.slipway.shell;

/// An entry of the top bar, contributed by a module as a bean.
///
/// @param icon name of an icon of the sprite
/// @param badge URL of a fragment with a number, or an empty string
public record NavigationItem(String label, String href, String icon, int order, String badge) {}
