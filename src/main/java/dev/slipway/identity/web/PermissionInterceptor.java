package dev.slipway.identity.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.NotAllowed;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.kernel.Subject;
import dev.slipway.shell.CurrentActor;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Finds out who asks, and refuses handlers that declare no permission and people who do not have
/// it for anything at all. What the act touches is checked in the facade.
@Component
class PermissionInterceptor implements HandlerInterceptor {

  private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private final Access access;

  PermissionInterceptor(Access access) {
    this.access = access;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    var actor = ActorResolver.actor(request);
    CurrentActor.set(request, actor);
    if (request.getDispatcherType() != DispatcherType.REQUEST
        || !(handler instanceof HandlerMethod method)) {
      return true;
    }
    var permission = permission(method);
    if (permission == null) {
      throw new DomainFailure(ProblemType.NOT_FOUND, "There is no page at this address.");
    }
    if (permission == Permission.PUBLIC) {
      return true;
    }
    if (actor.person() == null) {
      throw new DomainFailure(ProblemType.NOT_SIGNED_IN, "Sign in, then open this again.");
    }
    try {
      access.requireSomewhere(actor, permission, asked(request));
    } catch (NotAllowed refused) {
      // The body is lost to the handler, which will not see this request any more.
      access.requireSomewhere(actor, permission, askedInBody(request));
      throw refused;
    }
    return true;
  }

  private static Subject askedInBody(HttpServletRequest request) {
    var texts = AskedInBody.texts(request, Set.of("service", "environment"));
    return texts.isEmpty()
        ? asked(request)
        : Subject.of("page", request.getRequestURI(), request.getRequestURI())
            .in(slug(texts.get("service")), slug(texts.get("environment")));
  }

  /// What was asked for: the page, with the service and the environment that its form or address
  /// names, so that a refused attempt is found under them.
  private static Subject asked(HttpServletRequest request) {
    var page = request.getRequestURI();
    return Subject.of("page", page, page)
        .in(slug(request.getParameter("service")), slug(request.getParameter("environment")));
  }

  /// Only what can be a slug: the trail takes no text of strangers into its filters.
  private static @Nullable String slug(@Nullable String text) {
    return text != null && SLUG.matcher(text).matches() ? text : null;
  }

  static @Nullable Permission permission(HandlerMethod method) {
    var requires = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), Requires.class);
    if (requires == null) {
      requires = AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Requires.class);
    }
    return requires == null ? null : requires.value();
  }
}
