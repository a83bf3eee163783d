package dev.slipway.home;

import dev.slipway.identity.People;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import java.util.List;
import org.springframework.stereotype.Component;

/// People and teams, for `@` and for the name of a person.
@Component
class Colleagues implements SearchSource {

  private static final int MOST = 8;
  private static final int FEW = 4;

  private final People people;
  private final Teams teams;

  Colleagues(People people, Teams teams) {
    this.people = people;
    this.teams = teams;
  }

  @Override
  public List<SearchResult.Group> find(SearchQuery query, Actor actor) {
    return switch (query.scope()) {
      case PEOPLE ->
          List.of(
              SearchResult.Group.of("People", people(query.terms()), MOST),
              SearchResult.Group.of("Teams", GoTo.teams(teams.all(), query.terms()), MOST));
      case GO ->
          query.isEmpty()
              ? List.of()
              : List.of(SearchResult.Group.of("People", people(query.terms()), FEW));
      case ACT, CHANGES -> List.of();
    };
  }

  private List<SearchHit> people(List<String> terms) {
    var found = new Found<SearchHit>();
    for (var person : people.all()) {
      found.add(Likeness.of(terms, person.handle(), person.name()), person.handle(), hit(person));
    }
    return found.best();
  }

  private static SearchHit hit(PersonSummary person) {
    var note = person.enabled() ? person.handle() : person.handle() + ", disabled";
    return SearchHit.page("user", person.name(), note, "/people/" + person.handle());
  }
}
