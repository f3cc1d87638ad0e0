package dev.muster.examples.scenarios;

import static dev.muster.decision.Requirement.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.account.AccountEvent;
import dev.muster.jdbi.HostAccountTable;
import dev.muster.jdbi.HostRoleTable;
import dev.muster.provider.ProviderInstance;
import dev.muster.testkit.junit.MusterExtension;
import dev.muster.testkit.stage.MusterKit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
