package dev.slipway.evidence;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Decimals;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.LinkedHashMap;
import java.util.Map;

/// Somebody said something about an image.
public record EvidenceRecorded(EvidenceView evidence, Subject subject, Actor actor)
    implements PortalEvent {

  @Override
  public String action() {
    return "evidence.recorded";
  }

  @Override
  public Map<String, Object> after() {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("kind", evidence.kind().slug());
    facts.put("outcome", evidence.passed() ? "passed" : "failed");
    facts.put("summary", evidence.summary());
    if (!evidence.tool().isEmpty()) {
      facts.put("tool", evidence.tool());
    }
    if (evidence.coverage() != null) {
      facts.put("coverage", Decimals.plain(evidence.coverage()));
    }
    if (evidence.findings() != null) {
      facts.put("findings", evidence.findings().words());
    }
    if (evidence.since() != null) {
      facts.put("since", evidence.since());
      facts.put("commit", String.valueOf(evidence.commit()));
      facts.put("lines", evidence.commits().size());
    }
    facts.put("countsIn", evidence.countsIn().stream().map(each -> each.slug()).toList());
    return facts;
  }
}
