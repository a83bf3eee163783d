package dev.slipway.policies.web;

import dev.slipway.policies.EvidenceRule;
import dev.slipway.policies.spi.EvidenceKind;
import dev.slipway.policies.spi.Severity;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an environment asks of images, as typed.
///
/// @param kinds slugs of what must have passed
/// @param minimumCoverage percent; empty or 0 for none
/// @param blockedFrom slug of the mildest finding that blocks, or empty
public record EvidenceForm(List<String> kinds, String minimumCoverage, String blockedFrom) {

  static final EvidenceForm EMPTY = new EvidenceForm(List.of(), "", "");

  static EvidenceForm of(EvidenceRule rule) {
    return new EvidenceForm(
        rule.kinds().stream().map(EvidenceKind::slug).sorted().toList(),
        Integer.toString(rule.minimumCoverage()),
        rule.blockedFrom() == null ? "" : rule.blockedFrom().slug());
  }

  EvidenceRule rule() {
    var wanted = EnumSet.noneOf(EvidenceKind.class);
    for (var slug : kinds) {
      wanted.add(
          EvidenceKind.ofSlug(slug)
              .orElseThrow(() ->
                  Typed.unexpected("evidence", "A kind of evidence", slug, "one of the list")));
    }
    var percent =
        minimumCoverage.isBlank()
            ? 0
            : PolicyForm.number("minimumCoverage", "The least coverage", minimumCoverage);
    return new EvidenceRule(wanted, percent, severity());
  }

  private @Nullable Severity severity() {
    if (blockedFrom.isBlank()) {
      return null;
    }
    return Arrays.stream(Severity.values())
        .filter(severity -> severity.slug().equals(blockedFrom))
        .findFirst()
        .orElseThrow(() ->
            Typed.unexpected("blockedFrom", "The worst finding", blockedFrom, "one of the list"));
  }

  public boolean asksFor(String slug) {
    return kinds.contains(slug);
  }

  /// Slugs with what the form calls them.
  public Map<String, String> all() {
    var all = new LinkedHashMap<String, String>();
    for (var kind : EvidenceKind.values()) {
      var words = kind.words();
      all.put(kind.slug(), Character.toUpperCase(words.charAt(0)) + words.substring(1));
    }
    return all;
  }

  /// What can block, in the words of the form.
  public Map<String, String> severities() {
    var all = new LinkedHashMap<String, String>();
    all.put("", "findings do not block");
    all.put("critical", "critical findings block");
    all.put("high", "high and critical findings block");
    all.put("medium", "medium findings and worse block");
    all.put("low", "every finding blocks");
    return all;
  }
}
