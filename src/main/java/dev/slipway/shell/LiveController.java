package dev.slipway.shell;

import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// The event stream of a visible page. `after` and `Last-Event-ID` need no memory here: whoever
/// comes back gets a whole snapshot, from any instance.
@Controller
class LiveController {

  private final LiveStream live;
  private final ObjectProvider<SessionRepository<?>> sessions;

  LiveController(LiveStream live, ObjectProvider<SessionRepository<?>> sessions) {
    this.live = live;
    this.sessions = sessions;
  }

  @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Requires(Permission.VIEW)
  SseEmitter live(
      @RequestParam List<String> topic, HttpServletRequest request, HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    return live.open(
        CurrentActor.of(request),
        new LinkedHashSet<>(topic),
        sessionLives(request.getSession(false)));
  }

  /// A stream ends soon after its session: at sign-out, when a person is disabled, or by age.
  private BooleanSupplier sessionLives(@Nullable HttpSession session) {
    SessionRepository<?> repository = sessions.getIfAvailable();
    if (session == null || repository == null) {
      return () -> true;
    }
    String id = session.getId();
    return () -> repository.findById(id) != null;
  }
}
