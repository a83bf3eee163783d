package dev.slipway.shell;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;

/// Decides which entries of the navigation somebody sees. `identity` contributes the bean; the
/// pages themselves check again.
@FunctionalInterface
public interface NavigationGuard {

  boolean shows(Actor actor, Permission permission);
}
