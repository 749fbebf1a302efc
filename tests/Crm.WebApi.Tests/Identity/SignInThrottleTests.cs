using Crm.Domain.Common;
using Crm.Infrastructure.Identity;
using Crm.TestKit;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Identity;

public sealed class SignInThrottleTests
{
    [Fact]
    public void A_guesser_with_many_addresses_does_not_keep_the_owner_out_of_a_familiar_one()
    {
        var clock = new TestClock();
        using var throttle = new SignInThrottle(new(1000, 30, AllowsSignUp: true, null, null), clock);
        var email = EmailAddress.Parse("owner@firma.example")!;
        throttle.RecordSuccess(email, "192.0.2.1");
        for (var guess = 0; guess < 40; guess++)
        {
            throttle.RecordFailure(email, $"198.51.100.{guess}");
        }

        throttle.Check(email, "192.0.2.1").ShouldBeNull();
        throttle.Check(email, "203.0.113.9").ShouldNotBeNull();
    }
}
