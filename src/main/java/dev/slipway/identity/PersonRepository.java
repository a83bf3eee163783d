package dev.slipway.identity;

import java.util.Optional;
import org.springframework.data.repository.Repository;

interface PersonRepository extends Repository<Person, PersonId> {

  Person saveAndFlush(Person person);

  Optional<Person> findById(PersonId id);
}
