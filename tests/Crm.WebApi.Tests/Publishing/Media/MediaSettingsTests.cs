using Crm.Infrastructure;
using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Fetching;
using Crm.Infrastructure.Publishing.Media;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Publishing.Media;

public sealed class MediaSettingsTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("many")]
    public void A_bad_limit_is_named(string most) =>
        Should
            .Throw<StartupException>(() => MediaOptions.From(Configuration(("CRM_MEDIA_MOST_MB", most))))
            .Message.ShouldStartWith("CRM_MEDIA_MOST_MB");

    [Theory]
    [InlineData("127.0.0.1", "http://localhost:8000")]
    [InlineData("files.example:80", "http://localhost:8000")]
    [InlineData("127.0.0.1:8080", "https://api.example.com")]
    public void A_place_to_fetch_from_is_exact_and_for_loopback_installations_alone(string places, string api) =>
        Should.Throw<StartupException>(() => Options(places, api)).Message.ShouldStartWith("CRM_FETCH_ALSO_FROM");

    [Fact]
    public void An_open_place_opens_nothing_beside_it()
    {
        var options = Options("127.0.0.1:8080", "http://localhost:8000");

        options.Allows(new([127, 0, 0, 1]), 8080).ShouldBeTrue();
        options.Allows(new([127, 0, 0, 1]), 80).ShouldBeFalse();
        options.Allows(new([127, 0, 0, 2]), 8080).ShouldBeFalse();
        options.Allows(new([8, 8, 8, 8]), 8080).ShouldBeFalse();
        options.Allows(new([8, 8, 8, 8]), 443).ShouldBeTrue();
    }

    private static FetchOptions Options(string places, string api)
    {
        var configuration = Configuration(
            ("CRM_FETCH_ALSO_FROM", places),
            ("API_BASE_URL", api),
            ("FRONTEND_URL", api)
        );

        return FetchOptions.From(configuration, ServerOptions.From(configuration));
    }

    private static IConfiguration Configuration(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value))
            .Build();
}
