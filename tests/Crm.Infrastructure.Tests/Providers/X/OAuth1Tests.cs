using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Providers.X;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Providers.X;

/// <summary>The vectors of x §3: the published one, and those of calls that have no form body.</summary>
public sealed class OAuth1Tests
{
    private const string Nonce = "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg";
    private const long Timestamp = 1318622958;

    private static readonly PastedCredentials Keys = new(
        new Dictionary<string, Secret>(StringComparer.Ordinal)
        {
            [XProvider.ApiKey] = new("xvz1evFS4wEEPTGEFPHBog"),
            [XProvider.ApiSecret] = new("kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw"),
            [XProvider.AccessToken] = new("370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb"),
            [XProvider.AccessSecret] = new("LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE"),
        }
    );

    private static readonly KeyValuePair<string, string>[] Published =
    [
        new("include_entities", "true"),
        new("status", "Hello Ladies + Gentlemen, a signed OAuth request!"),
    ];

    [Theory]
    [InlineData("https://api.x.com/1.1/statuses/update.json", "Ls93hJiZbQ3akF3HF3x1Bz8/zU4=")]
    [InlineData("https://api.twitter.com/1.1/statuses/update.json", "hCtSmYh+iHYCEqBWrE7C7hYmtUk=")]
    [InlineData("https://api.twitter.com/1/statuses/update.json", "tnnArxj06cWHq44gCs1OSKk/jLY=")]
    public void The_published_request_is_signed_as_published(string address, string signature) =>
        SignatureOf(HttpMethod.Post, address, Published).ShouldBe(signature);

    [Fact]
    public void A_json_body_has_no_part_in_the_signature() =>
        SignatureOf(HttpMethod.Post, "https://api.x.com/2/tweets", []).ShouldBe("lr+tV/DKclEvXKVjG6tgaSSLV0k=");

    [Fact]
    public void Commas_of_a_query_are_encoded_twice() =>
        SignatureOf(
                HttpMethod.Get,
                "https://api.x.com/2/users/me",
                [new("user.fields", "id,name,username,profile_image_url,verified")]
            )
            .ShouldBe("5CYiasKA4m4PJBSx1FTHjq/z3xk=");

    private static string SignatureOf(
        HttpMethod method,
        string address,
        IEnumerable<KeyValuePair<string, string>> parameters
    )
    {
        var header = OAuth1.Header(method, new Uri(address), parameters, Keys, Nonce, Timestamp);
        header.ShouldStartWith("OAuth oauth_consumer_key=\"");

        return Uri.UnescapeDataString(header.Split("oauth_signature=\"")[1].Split('"')[0]);
    }
}
