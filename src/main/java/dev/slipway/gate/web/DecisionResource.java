package dev.slipway.gate.web;

import dev.slipway.gate.RecordedDecisions;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What the gate said, over the API. To ask it is `POST` to the same address.
@RestController
@RequestMapping("/api/v1/gate/decisions")
class DecisionResource {

  private final RecordedDecisions decisions;

  DecisionResource(RecordedDecisions decisions) {
    this.decisions = decisions;
  }

  @GetMapping
  @Requires(Permission.VIEW)
  Page<DecisionAnswer> list(
      @RequestParam(defaultValue = "") String service,
      @RequestParam(defaultValue = "") String environment,
      @RequestParam(defaultValue = "") String outcome,
      @RequestParam(defaultValue = "") String occasion,
      @RequestParam(defaultValue = "") String changeClass,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    var filter = new DecisionFilter(service, environment, outcome, occasion, changeClass, cursor);
    return decisions.search(filter.search(limit)).map(DecisionAnswer::of);
  }

  @GetMapping("/{id}")
  @Requires(Permission.VIEW)
  DecisionAnswer one(@PathVariable UUID id) {
    return DecisionAnswer.of(decisions.byId(id));
  }
}
