using System.Globalization;
using System.Text.Json;
using Crm.Domain.Common;
using Shouldly;
using Xunit;

namespace Crm.Domain.Tests.Common;

public sealed class SecretTests
{
    private const string Value = "act.very-secret";

    private static readonly Secret Token = new(Value);

    [Fact]
    public void Formatting_shows_dots()
    {
        Token.ToString().ShouldNotContain(Value);
        $"token {Token}".ShouldBe("token •••");
        string.Format(CultureInfo.InvariantCulture, "{0}", Token).ShouldBe("•••");
        Convert.ToString(Token, CultureInfo.InvariantCulture).ShouldBe("•••");
    }

    [Fact]
    public void A_record_that_holds_one_prints_dots() => new Holder(Token).ToString().ShouldNotContain(Value);

    [Fact]
    public void Serialising_is_refused_also_inside_another_value()
    {
        Should.Throw<NotSupportedException>(() => JsonSerializer.Serialize(Token));
        Should.Throw<NotSupportedException>(() => JsonSerializer.Serialize(new Holder(Token)));
        Should.Throw<NotSupportedException>(() => JsonSerializer.Deserialize<Secret>("\"x\""));
    }

    [Fact]
    public void Nothing_public_shows_the_value_but_reveal()
    {
        typeof(Secret).GetProperties().ShouldBeEmpty();
        typeof(Secret).GetFields().ShouldBeEmpty();
        Token.Reveal().ShouldBe(Value);
    }

    private sealed record Holder(Secret Token);
}
