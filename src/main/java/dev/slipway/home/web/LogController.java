package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PodState;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.OpenSessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Logs of pods, for those who may read them in this environment. Only pods of the placement's own
/// workload can be named.
@Controller
@RequestMapping("/services/{service}/env/{environment}/logs")
class LogController {

  private final CellReader cells;
  private final LiveWorkloads workloads;
  private final ClusterGateway gateway;
  private final LogStreams streams;
  private final OpenSessions sessions;

  LogController(
      CellReader cells,
      LiveWorkloads workloads,
      ClusterGateway gateway,
      LogStreams streams,
      OpenSessions sessions) {
    this.cells = cells;
    this.workloads = workloads;
    this.gateway = gateway;
    this.streams = streams;
    this.sessions = sessions;
  }

  @GetMapping
  @Requires(Permission.LOGS_VIEW)
  String log(
      @PathVariable String service,
      @PathVariable String environment,
      @RequestParam(defaultValue = "") String pod,
      @RequestParam(defaultValue = "") String container,
      @RequestParam(defaultValue = "false") boolean previous,
      @RequestParam(defaultValue = "100") int lines,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "false") boolean follow,
      Actor actor,
      Model model) {
    var found = cells.service(service);
    var stage = cells.environment(environment);
    cells.requireLogs(found, stage, actor);
    var placement = cells.placed(service, environment);
    var pods = pods(placement);
    var chosen = pod(pods, pod);
    var name = container(chosen, container, placement.container());
    var asked =
        new LogsPage.Asked(
            chosen.name(), name, previous, lines > 100 ? 500 : 100, q.strip(), follow);
    var read =
        follow
            ? List.<String>of()
            : gateway.log(placement.workload(), asked.pod(), name, previous, asked.lines());
    var shown = read.stream().filter(line -> holds(line, asked.q())).toList();
    model.addAttribute(
        "page", new LogsPage(found, stage, pods, asked, chosen.containers(), shown, read.size()));
    return "home/logs";
  }

  @GetMapping(path = "/follow", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Requires(Permission.LOGS_VIEW)
  SseEmitter follow(
      @PathVariable String service,
      @PathVariable String environment,
      @RequestParam String pod,
      @RequestParam(defaultValue = "") String container,
      @RequestParam(defaultValue = "100") int lines,
      @RequestParam(defaultValue = "") String q,
      Actor actor,
      HttpServletRequest request,
      HttpServletResponse response) {
    ServiceView found = cells.service(service);
    EnvironmentView stage = cells.environment(environment);
    cells.requireLogs(found, stage, actor);
    var placement = cells.placed(service, environment);
    var chosen = pod(pods(placement), pod);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    return streams.open(
        placement.workload(),
        chosen.name(),
        container(chosen, container, placement.container()),
        Math.clamp(lines, 1, 500),
        line -> holds(line, q.strip()),
        new LogStreams.Reader(
            actor,
            sessions.of(request),
            () ->
                cells.mayReadLogs(cells.service(service), cells.environment(environment), actor)));
  }

  private List<PodState> pods(Placement placement) {
    return workloads.state(placement.workload()).map(WorkloadState::pods).orElse(List.of());
  }

  private static PodState pod(List<PodState> pods, String wanted) {
    var found =
        wanted.isEmpty()
            ? pods.stream().findFirst()
            : pods.stream().filter(pod -> pod.name().equals(wanted)).findFirst();
    return found.orElseThrow(() ->
        new DomainFailure(
            ProblemType.NOT_FOUND,
            "There is no such pod of this service any more. Choose one on the page before."));
  }

  private static String container(PodState pod, String wanted, String usual) {
    Optional<String> named = pod.containers().stream().filter(wanted::equals).findFirst();
    return named
        .or(() -> pod.containers().stream().filter(usual::equals).findFirst())
        .or(() -> pod.containers().stream().findFirst())
        .orElse(usual);
  }

  private static boolean holds(String line, String text) {
    return text.isEmpty() || line.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
  }
}
