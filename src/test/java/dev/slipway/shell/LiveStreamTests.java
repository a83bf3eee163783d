package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.session.SessionRepository;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

class LiveStreamTests {

  private final Board board = new Board();
  private final List<String> told = new ArrayList<>();
  private final List<Object> heard = new ArrayList<>();
  private final LiveStream live = stream();
  private final MockMvcTester mvc = mvc(live);

  @BeforeEach
  void start() {
    live.start();
  }

  @AfterEach
  void stop() {
    live.stop();
  }

  @Test
  void aStreamBeginsWithEverythingThePageShows() {
    MvcTestResult page = watch("board:7");

    await()
        .untilAsserted(
            () -> assertThat(content(page)).contains("event:patch").contains("\"shown for 7\""));
    assertThat(content(page)).containsPattern("id:[0-9a-z]+-1\n");
  }

  @Test
  void aChangeReachesOnlyThosePagesThatWatchIt() {
    MvcTestResult seven = watch("board:7");
    MvcTestResult eight = watch("board:8");

    live.publish("board:7", List.of(Patch.text("state", "Healthy")));

    await().untilAsserted(() -> assertThat(content(seven)).contains("Healthy"));
    assertThat(content(eight)).doesNotContain("Healthy");
  }

  @Test
  void aPartThatLostOrGainedRowsIsReadAgain() {
    MvcTestResult page = watch("board:7");

    live.reload("board:7", "rows");

    await().untilAsserted(() -> assertThat(content(page)).contains("event:reload\ndata:rows"));
  }

  @Test
  void insideATransactionAChangeWaitsForTheCommit() {
    MvcTestResult page = watch("board:7");
    TransactionSynchronizationManager.initSynchronization();
    try {
      live.publish("board:7", List.of(Patch.text("state", "Committed")));
      live.publish("board:7", List.of(Patch.text("other", "too")));
      assertThat(content(page)).doesNotContain("Committed");
      TransactionSynchronizationManager.getSynchronizations()
          .forEach(TransactionSynchronization::afterCommit);
    } finally {
      TransactionSynchronizationManager.clearSynchronization();
    }

    await().untilAsserted(() -> assertThat(content(page)).contains("Committed"));
  }

  @Test
  void onlyWhatAnActChangedIsToldToOtherReplicas() {
    live.reload("board:7", "rows-of-a-cluster");
    TransactionSynchronizationManager.initSynchronization();
    TransactionSynchronizationManager.setActualTransactionActive(true);
    try {
      live.reload("board:7", "rows");
      live.publish("board:7", List.of(Patch.text("state", "Committed")));
    } finally {
      TransactionSynchronizationManager.setActualTransactionActive(false);
      TransactionSynchronizationManager.clearSynchronization();
    }

    assertThat(told).containsExactly("board:7 rows", "board:7 ");
  }

  @Test
  void whatFollowsFromAnActAfterItsCommitIsNotToldTwice() {
    // As Spring leaves it while it tells of a commit.
    TransactionSynchronizationManager.setActualTransactionActive(true);
    try {
      live.reload("board:7", "rows");
    } finally {
      TransactionSynchronizationManager.setActualTransactionActive(false);
    }
    assertThat(told).isEmpty();
  }

  @Test
  void whatChangedElsewhereIsReadHere() {
    MvcTestResult page = watch("board:7");
    await().untilAsserted(() -> assertThat(content(page)).contains("\"shown for 7\""));
    board.title = "changed elsewhere for ";

    live.changedElsewhere("board:7", "rows");
    live.changedElsewhere("board:7", "");

    await()
        .untilAsserted(() ->
            assertThat(content(page))
                .contains("event:reload\ndata:rows", "\"changed elsewhere for 7\""));
    assertThat(heard).contains(new ChangedElsewhere("board:7"));
  }

  @Test
  void afterAGapEveryPageReadsEverythingAgain() {
    MvcTestResult page = watch("board:7");
    board.title = "missed for ";

    live.readEverythingAgain();

    await()
        .untilAsserted(() ->
            assertThat(content(page))
                .contains("event:reload\ndata:board-rows", "\"missed for 7\""));
  }

  @Test
  void whoMayNotWatchIsRefused() {
    board.open = false;

    assertThat(watch("board:7")).hasFailed().failure().hasMessageContaining("may not watch");
  }

  @Test
  void nothingLiveHasAnUnknownName() {
    assertThat(watch("secrets")).hasFailed().failure().hasMessageContaining("may not watch");
  }

  @Test
  void whatNobodyKnowsDoesNotStopTheRestOfThePage() {
    MvcTestResult page = watch("secrets", "board:7");

    await().untilAsserted(() -> assertThat(content(page)).contains("\"shown for 7\""));
  }

  @Test
  void openStreamsAreCountedAndEndWithThePortal() {
    MvcTestResult page = watch("board:7");
    assertThat(live.streams()).isEqualTo(1);

    live.stop();

    await().untilAsserted(() -> assertThat(content(page)).contains("event:end\ndata:restart"));
    await().untilAsserted(() -> assertThat(live.streams()).isZero());
    assertThat(live.isWatched("board:7")).isFalse();
  }

  private MvcTestResult watch(String... topics) {
    return mvc.get()
        .uri("/live")
        .param("topic", topics)
        .with(request -> {
          CurrentActor.set(
              request, new Actor(UUID.randomUUID(), "Mira", Via.SESSION, null, null, null));
          return request;
        })
        .asyncExchange();
  }

  private static String content(MvcTestResult page) {
    try {
      return page.getResponse().getContentAsString();
    } catch (java.io.UnsupportedEncodingException e) {
      throw new AssertionError(e);
    }
  }

  private LiveStream stream() {
    var beans = new StaticListableBeanFactory();
    beans.addBean("board", board);
    beans.addBean("relay", (LiveRelay) (topic, element) -> told.add(topic + " " + element));
    return new LiveStream(
        beans.getBeanProvider(LiveTopic.class),
        beans.getBeanProvider(LiveRelay.class),
        heard::add,
        JsonMapper.builder().build());
  }

  private static MockMvcTester mvc(LiveStream live) {
    var none = new StaticListableBeanFactory();
    return MockMvcTester.create(
        MockMvcBuilders.standaloneSetup(
                new LiveController(
                    live,
                    new OpenSessions(
                        none.getBeanProvider(
                            ResolvableType.forClassWithGenerics(
                                SessionRepository.class,
                                org.springframework.session.Session.class)))))
            .build());
  }

  private static final class Board implements LiveTopic {

    private volatile boolean open = true;
    private volatile String title = "shown for ";

    @Override
    public String name() {
      return "board";
    }

    @Override
    public boolean mayWatch(Actor actor, String key) {
      return open;
    }

    @Override
    public List<Patch> snapshot(Actor actor, String key) {
      return List.of(Patch.text("title", title + key), Patch.text("id", UuidV7.next().toString()));
    }

    @Override
    public List<String> parts(String key) {
      return List.of("board-rows");
    }
  }
}
