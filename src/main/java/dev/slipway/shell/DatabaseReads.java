package dev.slipway.shell;

import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts {@link LendingSource} before the pool.
@Configuration(proxyBeanMethods = false)
class DatabaseReads {

  @Bean
  WaitingReads waitingReads() {
    return new WaitingReads();
  }

  @Bean
  static BeanPostProcessor lendingPool(ObjectProvider<WaitingReads> reads) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource pool && name.equals("dataSource")
            ? new LendingSource(pool, reads.getObject())
            : bean;
      }
    };
  }
}
