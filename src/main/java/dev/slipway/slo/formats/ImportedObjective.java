package dev.slipway.slo.formats;

import java.util.List;

/// An objective that was read from a file, and what there is to say about it.
///
/// @param line of the file on which it begins
/// @param source the document it stands in, as it was uploaded
/// @param hash SHA-256 of that document in hexadecimal digits, to notice that it changed
/// @param windowSaid whether the file says the window; else 30 days are assumed
/// @param readOnly whether its queries are Sloth's recording rules, because only Sloth knows others
public record ImportedObjective(
    PortableObjective objective,
    ObjectiveFormat format,
    int line,
    String source,
    String hash,
    boolean windowSaid,
    boolean readOnly,
    List<SloFinding> findings) {

  /// Whether it may only become a draft, until somebody has settled its errors.
  public boolean isDraft() {
    return findings.stream()
        .anyMatch(finding -> finding.code().severity() == FindingCode.Severity.ERROR);
  }

  /// What keeps it from counting, and what should stand there; empty where nothing does.
  public String fault() {
    return findings.stream()
        .filter(finding -> finding.code().severity() == FindingCode.Severity.ERROR)
        .findFirst()
        .map(SloFinding::sentence)
        .orElse("");
  }

  /// How Sloth knows it. Without environment, so that two clusters may share it.
  public String externalId() {
    var service = objective.service();
    return service == null ? objective.name() : service + "-" + objective.name();
  }
}
