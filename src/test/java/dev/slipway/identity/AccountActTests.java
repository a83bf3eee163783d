package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.approvals.Agreeing;
import dev.slipway.identity.spi.SecondPerson;
import dev.slipway.kernel.Actor;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// Roads into an account: where two administrators exist, none becomes somebody else alone.
@SlipwayTest
class AccountActTests {

  @Autowired ApplicationContext portal;
  @Autowired People people;
  @Autowired Teams teams;
  @Autowired Grants grants;
  @Autowired OneTimeLinks links;
  @Autowired Passwords passwords;
  @Autowired SecondPerson second;

  private final PersonMother mother = new PersonMother();
  private Actor sam;
  private PersonSummary kofi;

  @BeforeEach
  void appointTwo() {
    sam = mother.actor(administrator());
    administrator();
    kofi = mother.person(people);
  }

  private PersonSummary administrator() {
    var person = mother.person(people);
    grants.give(person.id(), Role.PLATFORM_ADMIN, null, null, "test", Actor.SYSTEM);
    return person;
  }

  private void approver() {
    grants.give(kofi.id(), Role.APPROVER, null, EnvironmentClass.PRODUCTION, "test", Actor.SYSTEM);
  }

  private void agree() {
    var waiting = second.waiting(People.subject(kofi));
    assertThat(waiting).hasSize(1);
    new Agreeing(portal::getBean).to(waiting.stream().findFirst());
    assertThat(second.waiting(People.subject(kofi))).isEmpty();
  }

  @Test
  void somebodyNewGetsALinkThatWorksAtOnce() {
    var link = links.make(kofi.id(), sam).secret();

    assertThat(links.owner(link)).contains(kofi);
  }

  @Test
  @Promise("P5")
  void aLinkForAnAccountWithAPasswordWorksOnlyOnceASecondPersonAgreed() {
    passwords.set(kofi.id(), "correct horse battery");

    var link = links.make(kofi.id(), sam).secret();

    assertThat(links.owner(link)).isEmpty();
    agree();
    assertThat(links.owner(link)).contains(kofi);
  }

  @Test
  @Promise("P5")
  void aLinkForAnApproverWaitsAlsoBeforeThereIsAPassword() {
    approver();

    var link = links.make(kofi.id(), sam).secret();

    assertThat(links.owner(link)).isEmpty();
    agree();
    assertThat(links.owner(link)).contains(kofi);
  }

  /// Or the link of a newcomer without roles would be the way into the roles that come later.
  @Test
  @Promise("P5")
  void aRoleThatWeighsEndsALinkThatIsStillOut() {
    var link = links.make(kofi.id(), sam).secret();
    grants.give(kofi.id(), Role.APPROVER, null, EnvironmentClass.PRODUCTION, "knows it well", sam);
    assertThat(links.owner(link)).contains(kofi);

    agree();

    assertThat(grants.of(kofi.id())).hasSize(1);
    assertThat(links.owner(link)).isEmpty();
  }

  @Test
  void whoWeighsIsEnabledByTwoAndAnybodyElseByOne() {
    people.disable(kofi.id(), "left", sam);
    assertThat(people.enable(kofi.id(), "is back", sam)).isEmpty();
    approver();
    people.disable(kofi.id(), "left", sam);

    assertThat(people.enable(kofi.id(), "is back", sam)).isPresent();
    assertThat(people.find(kofi.id()).orElseThrow().enabled()).isFalse();
    agree();

    assertThat(people.find(kofi.id()).orElseThrow().enabled()).isTrue();
    assertThat(grants.of(kofi.id())).hasSize(1);
  }

  @Test
  void whoWouldDecideAsAMemberJoinsByTwo() {
    var team = mother.team(teams);
    var other = mother.team(teams);
    assertThat(teams.join(team.id(), kofi.id(), sam)).isEmpty();
    approver();
    assertThat(teams.join(team.id(), kofi.id(), sam)).as("belongs to it").isEmpty();

    var waits = teams.join(other.id(), kofi.id(), sam);

    assertThat(waits).isPresent();
    assertThat(teams.of(kofi.id())).containsExactly(team.id());
    new Agreeing(portal::getBean).to(waits);
    assertThat(teams.of(kofi.id())).contains(other.id());
  }
}
