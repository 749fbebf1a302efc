using Crm.Infrastructure.Vault;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Vault;

public sealed class EncryptionKeysTests
{
    private const string Good = "dGVzdC1rZXktb2YtdGhpcnR5LXR3by1ieXRlcy0hISE";

    [Theory]
    [InlineData(Good)]
    [InlineData(Good + "=")]
    public void Padding_is_optional(string setting) =>
        EncryptionKeys.Parse(setting).CurrentFingerprint.ShouldBe(EncryptionKeys.Parse(Good).CurrentFingerprint);

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("dGVzdC1rZXk=")]
    [InlineData("not base64 at all, not even close to it!!!!")]
    [InlineData(Good + "AAAA")]
    [InlineData(Good + ",dGVzdC1rZXk=")]
    public void A_short_or_malformed_key_stops_the_start_with_one_line_that_does_not_repeat_it(string setting)
    {
        var refused = Should.Throw<StartupException>(() => EncryptionKeys.Parse(setting));

        refused.Message.ShouldStartWith("INTEGRATION_ENCRYPTION_KEY");
        refused.Message.ShouldNotContain('\n');
        if (setting.Length > 5)
        {
            refused.Message.ShouldNotContain(setting);
        }
    }

    [Fact]
    public void The_first_of_several_encrypts_and_all_decrypt()
    {
        var other = EncryptionKeys.Parse("b3RoZXIta2V5LW9mLXRoaXJ0eS10d28tYnl0ZXMtISE");
        var both = EncryptionKeys.Parse($"{Good}, b3RoZXIta2V5LW9mLXRoaXJ0eS10d28tYnl0ZXMtISE");

        both.CurrentFingerprint.ShouldBe(EncryptionKeys.Parse(Good).CurrentFingerprint);
        both.Find(other.CurrentFingerprint).ShouldBe(other.Current);
        both.ToString().ShouldNotContain(Good);
    }
}
