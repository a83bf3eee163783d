package dev.slipway.shell;

import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashSet;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// The event stream of a visible page. `after` and `Last-Event-ID` need no memory here: whoever
/// comes back gets a whole snapshot, from any instance.
@Controller
class LiveController {

  private final LiveStream live;
  private final OpenSessions sessions;

  LiveController(LiveStream live, OpenSessions sessions) {
    this.live = live;
    this.sessions = sessions;
  }

  @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Requires(Permission.VIEW)
  SseEmitter live(
      @RequestParam List<String> topic, HttpServletRequest request, HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    return live.open(CurrentActor.of(request), new LinkedHashSet<>(topic), sessions.of(request));
  }
}
