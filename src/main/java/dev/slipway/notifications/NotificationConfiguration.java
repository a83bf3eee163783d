package dev.slipway.notifications;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.slipway.runtime.OutboundAddresses;
import dev.slipway.runtime.OutboundHttp;
import dev.slipway.runtime.ReviveDead;
import dev.slipway.runtime.SlipwaySettings;
import dev.slipway.runtime.TrustedCertificates;
import dev.slipway.runtime.UnsafeStart;
import java.net.InetAddress;
import java.time.Duration;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NotificationConfiguration {

  static final TaskDescriptor<Void> DELIVERY = TaskDescriptor.of("notification-delivery");

  @Bean
  SignedPost signedPost(OutboundProperties outbound, SlipwaySettings settings) {
    var url = settings.publicUrl();
    if (outbound.allowLoopback() && url != null && !isLoopback(url.getHost())) {
      throw new UnsafeStart(
          "slipway.outbound.allow-loopback is set, although people reach this portal at "
              + url
              + ".",
          "Remove it: a portal for others must not call its own host.");
    }
    return new SignedPost(
        new OutboundHttp(
            new OutboundAddresses(
                outbound.allowLoopback() || settings.isSandbox()
                    ? OutboundAddresses.Reach.LOOPBACK
                    : OutboundAddresses.Reach.NETWORK,
                InetAddress::getAllByName),
            TrustedCertificates.sockets(outbound.caCertificates())));
  }

  @Bean
  CustomTask<Void> notificationDelivery(Delivery delivery) {
    return Tasks.custom(DELIVERY)
        .onFailure(new FailureHandler.MaxRetriesFailureHandler<>(20, again()))
        .onDeadExecution(new ReviveDead<>())
        .execute((instance, _) ->
            delivery
                .attempt(UUID.fromString(instance.getId()))
                .<CompletionHandler<Void>>map(pause ->
                    (complete, operations) ->
                        operations.reschedule(complete, complete.getTimeDone().plus(pause)))
                .orElseGet(CompletionHandler.OnCompleteRemove::new));
  }

  @Bean
  Task<Void> notificationTidy(Retention retention) {
    return Tasks.recurring("notification-tidy", FixedDelay.of(Duration.ofMinutes(10)))
        .onDeadExecution(new ReviveDead<>())
        .execute((_, _) -> retention.tidy());
  }

  /// For failures of our own side, such as a database that is away.
  private static FailureHandler<Void> again() {
    return new FailureHandler.OnFailureRetryLater<>(Duration.ofSeconds(30));
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }
}
