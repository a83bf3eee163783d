package dev.slipway.approvals.web;

import dev.slipway.shell.Choice;
import java.util.List;

/// One request with all that is needed to decide.
public record ApprovalPage(ApprovalCard card) {

  public List<Choice> crumbs() {
    return List.of(Choice.link("Approvals", "/approvals"));
  }

  /// Short, because the title says the rest.
  public String name() {
    var subject = card.item().subject();
    return subject.service() == null ? subject.name() : subject.service();
  }

  /// The content to judge, drawn by whoever owns it.
  public String panelHref() {
    return card.item().link() + "/panel";
  }
}
