package dev.slipway.shell;

import dev.slipway.kernel.Actor;
import jakarta.servlet.http.HttpServletRequest;

/// Who makes the current request, as `identity` found out. The frame, the failure advice and the
/// live stream read it from here, because they know no feature.
public final class CurrentActor {

  private static final String ATTRIBUTE = CurrentActor.class.getName();

  private CurrentActor() {}

  public static Actor of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Actor actor ? actor : Actor.ANONYMOUS;
  }

  public static void set(HttpServletRequest request, Actor actor) {
    request.setAttribute(ATTRIBUTE, actor);
  }
}
