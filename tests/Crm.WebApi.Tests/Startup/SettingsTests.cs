using Crm.Infrastructure;
using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Identity;
using Crm.Infrastructure.Vault;
using Crm.WebApi.Conventions;
using Crm.WebApi.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Startup;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("CRM_RATE_LIMIT_PER_MINUTE", "many")]
    [InlineData("CRM_RATE_LIMIT_PER_MINUTE", "-1")]
    [InlineData("CRM_TRUSTED_PROXIES", "10.0.0.0/8, proxy.example")]
    public void A_bad_setting_of_callers_is_named(string name, string value) =>
        Should
            .Throw<StartupException>(() => HttpSettings.From(Configuration((name, value))))
            .Message.ShouldStartWith(name);

    [Theory]
    [InlineData("https://app.example.com", "https://api.example.com", true)]
    [InlineData("https://example.com", "https://example.com", true)]
    [InlineData("http://localhost:5173", "http://127.0.0.1:8000", true)]
    [InlineData("https://app.other.com", "https://api.example.com", false)]
    [InlineData("http://app.example.com", "https://api.example.com", false)]
    public void The_frontend_must_be_of_the_same_site(string frontend, string api, bool isAccepted)
    {
        var configuration = Configuration(("FRONTEND_URL", frontend), ("API_BASE_URL", api));

        var refusal = Record.Exception(() => ServerOptions.From(configuration));

        (refusal is null).ShouldBe(isAccepted);
        (refusal?.Message ?? "FRONTEND_URL").ShouldStartWith("FRONTEND_URL");
    }

    [Theory]
    [InlineData("http://localhost:8000", true)]
    [InlineData("http://127.0.0.1:8000;http://[::1]:8000", true)]
    [InlineData("http://0.0.0.0:8000", false)]
    [InlineData("http://*:8000", false)]
    public void The_demo_listens_only_on_this_machine(string addresses, bool isAccepted)
    {
        var builder = WebApplication.CreateBuilder([$"--urls={addresses}"]);
        var server = new ServerOptions("http://localhost:8000", "http://localhost:8000", true, true, true, ".data");

        var refusal = Record.Exception(() => ListenAddresses.Apply(builder, server));

        (refusal is null).ShouldBe(isAccepted);
        (refusal ?? new StartupException("CRM_DEMO"))
            .ShouldBeOfType<StartupException>()
            .Message.ShouldStartWith("CRM_DEMO");
    }

    [Theory]
    [InlineData("http://crm.example.com:8000", "")]
    [InlineData("http://localhost:8000", "--Kestrel:Endpoints:Open:Url=http://0.0.0.0:8000")]
    public void The_demo_is_not_public_by_another_way(string api, string argument)
    {
        var builder = WebApplication.CreateBuilder(["--urls=http://localhost:8000", argument]);
        var server = new ServerOptions(api, api, true, true, true, ".data");

        Should
            .Throw<StartupException>(() => ListenAddresses.Apply(builder, server))
            .Message.ShouldStartWith("CRM_DEMO");
    }

    [Fact]
    public void An_https_address_without_a_certificate_is_named()
    {
        var builder = WebApplication.CreateBuilder([]);
        var server = new ServerOptions(
            "https://api.example.com",
            "https://api.example.com",
            false,
            true,
            true,
            ".data"
        );

        Should
            .Throw<StartupException>(() => ListenAddresses.Apply(builder, server))
            .Message.ShouldStartWith("API_BASE_URL");
    }

    [Fact]
    public void A_key_given_twice_counts_once() =>
        EncryptionKeys
            .Parse($"{Crm.TestKit.TestServer.EncryptionKey},{Crm.TestKit.TestServer.EncryptionKey}")
            .Current.Length.ShouldBe(32);

    [Fact]
    public void An_administrator_without_a_password_is_named() =>
        Should
            .Throw<StartupException>(() =>
            {
                var configuration = Configuration(("CRM_PLATFORM_ADMIN_EMAIL", "admin@platform.example"));
                SignInSettings.From(configuration, ServerOptions.From(configuration));
            })
            .Message.ShouldStartWith("CRM_PLATFORM_ADMIN_EMAIL");

    [Fact]
    public void A_clock_that_cannot_be_read_is_named() =>
        Should
            .Throw<StartupException>(() =>
                ServerOptions.From(Configuration(("CRM_DEMO", "1"), ("CRM_TEST_CLOCK", "/nowhere/clock")))
            )
            .Message.ShouldStartWith("CRM_TEST_CLOCK");

    [Fact]
    public void A_key_is_made_once_and_only_its_owner_can_read_it()
    {
        var folder = Directory.CreateTempSubdirectory("crm-key-").FullName;
        try
        {
            var (first, createdAt) = GeneratedKey.LoadOrCreate(folder);
            var (second, createdAgainAt) = GeneratedKey.LoadOrCreate(folder);

            EncryptionKeys.Parse(first).Current.Length.ShouldBe(32);
            second.ShouldBe(first);
            createdAgainAt.ShouldBeNull();
            if (!OperatingSystem.IsWindows())
            {
                File.GetUnixFileMode(createdAt!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IConfiguration Configuration(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))
            )
            .Build();
}
