package dev.slipway.identity.web;

import dev.slipway.kernel.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Gives handlers the {@link Actor} of their request.
@Component
class ActorResolver implements HandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Actor.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer model,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    return actor(Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)));
  }

  static Actor actor(HttpServletRequest request) {
    return switch (SecurityContextHolder.getContext().getAuthentication()) {
      case SignedIn signedIn -> BrowserSessions.actor(signedIn, request);
      case ByToken program -> program.actor();
      case null, default -> BrowserSessions.stranger(request);
    };
  }
}
