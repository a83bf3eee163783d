package dev.slipway.audit.web;

import dev.slipway.audit.Audit;
import dev.slipway.audit.AuditOverview;
import dev.slipway.audit.AuditOverview.Count;
import dev.slipway.identity.Access;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.Choice;
import dev.slipway.shell.HtmxRequests;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class AuditController {

  private static final int ROWS = 50;
  private static final int FIRST_VALUES = 12;
  private static final Map<String, String> TITLES =
      Map.of(
          "outcome", "Outcome",
          "action", "Action",
          "actor", "Who",
          "service", "Service",
          "environment", "Environment");

  private final Audit audit;
  private final Access access;
  private final Clock clock;

  AuditController(Audit audit, Access access, Clock clock) {
    this.audit = audit;
    this.access = access;
    this.clock = clock;
  }

  @GetMapping("/audit")
  @Requires(Permission.AUDIT_VIEW)
  String list(@RequestParam Map<String, String> parameters, Actor actor, Model model) {
    var address = AuditAddress.ofPage(parameters);
    var now = Instant.now(clock);
    var filter = address.filter(now);
    var cursor = parameters.get("cursor");
    var page = audit.search(filter, cursor, ROWS, actor);
    var overview = audit.overview(filter, actor);
    var shown = page.items().size() + " of " + AuditChart.of(overview).total();
    model.addAttribute(
        "page",
        new AuditPage(
            form(address),
            chips(address),
            facets(address, overview),
            AuditChart.of(overview),
            AuditRow.of(page.items()),
            null,
            shown,
            filter.isBackwards(),
            cursor == null ? null : address.with("range", rangeOf(address)),
            page.next() == null ? null : address.with("cursor", page.next()),
            address.fixed(now),
            access.permitsSomewhere(actor, Permission.AUDIT_EXPORT)));
    return "audit/audit";
  }

  @GetMapping("/audit/{id}")
  @Requires(Permission.AUDIT_VIEW)
  String event(@PathVariable UUID id, Actor actor, HttpServletRequest request, Model model) {
    var entry =
        audit
            .byId(id, actor)
            .orElseThrow(() ->
                new DomainFailure(
                    ProblemType.NOT_FOUND, "There is no such event, or not for you."));
    model.addAttribute("page", AuditEventView.of(entry));
    return HtmxRequests.wantsFragment(request) ? "audit/event :: event" : "audit/event";
  }

  private static String rangeOf(AuditAddress address) {
    var range = address.value("range");
    return range == null ? "all" : range;
  }

  private static AuditPage.AuditAddressView form(AuditAddress address) {
    List<AuditPage.Kept> kept = new ArrayList<>();
    for (var name : AuditAddress.FACETS) {
      var value = address.value(name);
      if (value != null && !name.equals("q")) {
        kept.add(new AuditPage.Kept(name, value));
      }
    }
    if (address.value("steps") != null) {
      kept.add(new AuditPage.Kept("steps", "shown"));
    }
    return new AuditPage.AuditAddressView(
        address.value("q"),
        address.value("from"),
        address.value("to"),
        kept,
        address.exportQuery());
  }

  private static List<Choice> chips(AuditAddress address) {
    List<Choice> chips = new ArrayList<>();
    if (address.isRanged()) {
      chips.add(Choice.link(rangeWords(address.value("range")), address.without("range")));
    }
    if (address.leavesStepsOut()) {
      chips.add(Choice.link("Without steps", address.turnedSteps()));
    }
    for (var name : List.of("from", "to")) {
      var value = address.value(name);
      if (value != null) {
        chips.add(Choice.link(name + " " + value, address.without(name)));
      }
    }
    for (var name : AuditAddress.FACETS) {
      var value = address.value(name);
      if (value != null) {
        var label = name.equals("q") ? "“" + value + "”" : words(name, value);
        chips.add(Choice.link(label, address.without(name)));
      }
    }
    return chips;
  }

  /// Says the machine's name beside the words, because addresses and exports have it.
  private static String words(String facet, String value) {
    var words = AuditWords.value(facet, value);
    var label = TITLES.getOrDefault(facet, facet) + ": " + words;
    return words.equalsIgnoreCase(value) ? label : label + " (" + value + ")";
  }

  private static String rangeWords(@Nullable String range) {
    return switch (range) {
      case "24h" -> "Last 24 hours";
      case "30d" -> "Last 30 days";
      case null, default -> "Last 7 days";
    };
  }

  private static List<AuditPage.Facet> facets(AuditAddress address, AuditOverview overview) {
    List<AuditPage.Facet> facets = new ArrayList<>();
    overview
        .facets()
        .forEach((name, counts) -> {
          var namesakes =
              counts.stream().collect(Collectors.groupingBy(Count::name, Collectors.counting()));
          var choices =
              counts.stream()
                  .map(count ->
                      choice(address, name, count, namesakes.getOrDefault(count.name(), 0L) > 1))
                  .toList();
          if (!choices.isEmpty()) {
            var first = Math.min(FIRST_VALUES, choices.size());
            facets.add(
                new AuditPage.Facet(
                    TITLES.getOrDefault(name, name),
                    choices.subList(0, first),
                    choices.subList(first, choices.size()),
                    overview.rarer().getOrDefault(name, 0L)));
          }
        });
    if (address.value("action") == null) {
      var shown = address.value("steps") != null;
      facets.add(
          new AuditPage.Facet(
              "Progress",
              List.of(Choice.tab("Steps of deployments", address.turnedSteps(), shown)),
              List.of(),
              0));
    }
    return facets;
  }

  private static Choice choice(AuditAddress address, String facet, Count count, boolean namesake) {
    var outcome = facet.equals("outcome");
    var value =
        !outcome
            ? count.value()
            : count.value().equals("SUCCEEDED")
                ? "accepted"
                : count.value().toLowerCase(Locale.ROOT);
    var current = value.equals(address.value(facet));
    var href = current ? address.without(facet) : address.with(facet, value);
    return outcome
        ? Choice.state(AuditWords.outcome(value), href, current, count.events(), value)
        : Choice.counted(label(facet, count, namesake), href, current, count.events());
  }

  /// A person by name, and by the sign-in name too where somebody else has that name.
  private static String label(String facet, Count count, boolean namesake) {
    var words = AuditWords.value(facet, count.value());
    if (!facet.equals("actor") || !words.equals(count.value()) || words.equals(count.name())) {
      return words;
    }
    return namesake ? count.name() + " (" + count.value() + ")" : count.name();
  }
}
