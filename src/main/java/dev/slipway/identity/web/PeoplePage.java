package dev.slipway.identity.web;

import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.TeamSummary;
import java.util.List;

record PeoplePage(
    List<Row> rows, List<TeamSummary> teams, String q, boolean manages, Retyped retyped) {

  public record Row(PersonSummary person, List<TeamSummary> teams, List<String> roles) {}
}
