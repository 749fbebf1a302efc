using Crm.ProviderSimulator.X.OAuth1;

namespace Crm.ProviderSimulator.Tests.X;

/// <summary>Signatures that X published for long dead credentials, and the same on its other host names.</summary>
public sealed class SignatureTests
{
    private const string Status = "Hello Ladies + Gentlemen, a signed OAuth request!";

    [Theory]
    [InlineData("https://api.x.com/1.1/statuses/update.json", "Ls93hJiZbQ3akF3HF3x1Bz8/zU4=")]
    [InlineData("https://api.twitter.com/1.1/statuses/update.json", "hCtSmYh+iHYCEqBWrE7C7hYmtUk=")]
    [InlineData("https://api.twitter.com/1/statuses/update.json", "tnnArxj06cWHq44gCs1OSKk/jLY=")]
    public void A_form_is_signed_with_its_parameters(string address, string expected) =>
        Sign("POST", address, "status=Hello%20Ladies+%2b%20Gentlemen%2C+a+signed+OAuth+request!&include_entities=true")
            .ShouldBe(expected);

    [Theory]
    [InlineData("POST", "https://api.x.com/2/tweets", "", "lr+tV/DKclEvXKVjG6tgaSSLV0k=")]
    [InlineData(
        "GET",
        "https://api.x.com/2/users/me",
        "user.fields=id%2Cname,username,profile_image_url,verified",
        "5CYiasKA4m4PJBSx1FTHjq/z3xk="
    )]
    public void A_call_without_a_form_is_signed_with_its_query(
        string method,
        string address,
        string query,
        string expected
    ) => Sign(method, address, query).ShouldBe(expected);

    [Theory]
    [InlineData("https://api.twitter.com/oauth/request_token", "F1Li3tvehgcraF8DMJ7OyxO4w9Y=")]
    [InlineData("https://api.x.com/oauth/request_token", "X9xhcB9d+NxXd/ThJ/n51vPhetM=")]
    public void A_request_without_a_token_is_signed_with_the_apps_secret_alone(string address, string expected) =>
        OAuth1Signature
            .Make(
                "POST",
                address,
                OAuth1Parameters.OfHeader(
                    """
                    OAuth oauth_callback="http%3A%2F%2Flocalhost%2Fsign-in-with-twitter%2F", oauth_consumer_key="cChZNFj6T5R0TigYB9yd1w",oauth_nonce="ea9ec8429b68d6b77cd5600adbbb0456", oauth_signature_method="HMAC-SHA1", oauth_timestamp="1318467427", oauth_version="1.0"
                    """
                )!,
                "L8qq9PZyRg6ieKGEKhZolGC0vJWLw8iEJ88DRdyOg",
                ""
            )
            .ShouldBe(expected);

    [Fact]
    public void A_form_is_read_as_it_was_meant() =>
        OAuth1Parameters
            .OfForm("status=Hello%20Ladies+%2b%20Gentlemen%2C+a+signed+OAuth+request!&empty=&alone")
            .ShouldBe([new("status", Status), new("empty", ""), new("alone", "")]);

    private static string Sign(string method, string address, string parameters) =>
        OAuth1Signature.Make(
            method,
            address,
            [
                .. OAuth1Parameters.OfForm(parameters),
                new("oauth_consumer_key", "xvz1evFS4wEEPTGEFPHBog"),
                new("oauth_nonce", "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg"),
                new("oauth_signature_method", "HMAC-SHA1"),
                new("oauth_timestamp", "1318622958"),
                new("oauth_token", "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb"),
                new("oauth_version", "1.0"),
            ],
            "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
            "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE"
        );
}
