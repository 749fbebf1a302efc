using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Integrations;
using Crm.WebApi.Tests.Leads;
using Crm.WebApi.Tests.Meta;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Messaging;

/// <summary>A server with a number of the Cloud API, and people who write to it; each test has a company and a number of its own.</summary>
public sealed class MessagingWorld : IAsyncLifetime
{
    private const string DemoBusiness = "1003000000000001";
    private readonly MetaWorld meta = new();
    private int people = 1_000;

    public PlatformWorld Platform => meta.Platform;

    public TestServer Server => meta.Server;

    public HttpClient Client => Platform.Owner.Client;

    /// <summary>Of this test.</summary>
    public string NumberId { get; private set; } = "";

    public string BusinessId { get; private set; } = "";

    public Guid AccountId { get; private set; }

    /// <summary>The account's own webhook address.</summary>
    public string Address { get; private set; } = "";

    public Task InitializeAsync() => meta.InitializeAsync();

    public Task DisposeAsync() => meta.DisposeAsync();

    /// <summary>A company of its own with a connected number; nothing of another test is in its way.</summary>
    public async Task UseNewNumberAsync()
    {
        // The simulator's people write at the real time of day.
        Server.Clock.Set(TimeProvider.System.GetUtcNow());
        await meta.ForgetFaultsAsync();
        await Platform.UseNewCompanyAsync();
        (NumberId, BusinessId) = (meta.NewId(), meta.NewId());
        await ForgetSettingsAsync();
        await Platform.SimPutAsync(
            $"/sim/whatsapp/accounts/{BusinessId}",
            new { name = "Kafe", businessId = DemoBusiness }
        );
        await Platform.SimPutAsync(
            $"/sim/whatsapp/numbers/{NumberId}",
            new
            {
                accountId = BusinessId,
                displayPhoneNumber = "+90 555 000 00 09",
                verifiedName = "Kafe",
            }
        );
        var token = await Platform.SimPostAsync(
            "/sim/meta/tokens",
            new
            {
                kind = "systemUser",
                businessId = DemoBusiness,
                appId = MetaWorld.AppId,
            }
        );
        var account = await Platform.CreatedAsync(
            "whatsapp",
            new { phoneNumberId = NumberId, accessToken = token.GetProperty("accessToken").GetString() }
        );
        account.GetProperty("status").GetString().ShouldBe("connected", account.ToString());
        AccountId = account.GetProperty("id").GetGuid();
        Address = meta.AddressOf(account);
    }

    /// <summary>The simulator as every test finds it.</summary>
    public Task ForgetSettingsAsync() =>
        Platform.SimPutAsync("/sim/whatsapp/settings", new { pairSeconds = 0, messagesPerSecond = 80 });

    /// <summary>Turning the clock far ends what the owner has signed in with.</summary>
    public async Task SignInAgainAsync() =>
        Client.DefaultRequestHeaders.Authorization = new("Bearer", await Server.TokenForAsync(Platform.Owner));

    public string NewPerson() =>
        "90555" + Interlocked.Increment(ref people).ToString("D7", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Somebody writes to the number.</summary>
    public async Task<string> WriteAsync(string person, string text, object? more = null, string type = "text")
    {
        var order = JsonSerializer
            .SerializeToNode(
                new
                {
                    numberId = NumberId,
                    from = person,
                    type,
                    text,
                    target = Address,
                    appId = MetaWorld.AppId,
                }
            )!
            .AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(more ?? new { })!.AsObject())
        {
            order[name] = value?.DeepClone();
        }

        var sent = await Platform.SimPostAsync("/sim/whatsapp/messages", order);

        return sent.GetProperty("messageIds")[0].GetString()!;
    }

    /// <summary>What becomes of a sent message.</summary>
    public Task<JsonElement> TellAsync(string messageId, string statuses, object? more = null)
    {
        var order = JsonSerializer
            .SerializeToNode(
                new
                {
                    messageId,
                    statuses = statuses.Split(' '),
                    target = Address,
                    appId = MetaWorld.AppId,
                }
            )!
            .AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(more ?? new { })!.AsObject())
        {
            order[name] = value?.DeepClone();
        }

        return Platform.SimPostAsync("/sim/whatsapp/statuses", order);
    }

    public Task<HttpResponseMessage> PostAsync(string to, object content)
    {
        var order = JsonSerializer.SerializeToNode(content, JsonSerializerOptions.Web)!.AsObject();
        order["accountId"] = AccountId;
        order["to"] = to;

        return Client.PostAsJsonAsync("/api/v1/messages", order);
    }

    /// <summary>Taken to be sent.</summary>
    public async Task<Guid> SendAsync(string to, object content)
    {
        using var answer = await PostAsync(to, content);

        return (await answer.ShouldBeAsync(HttpStatusCode.Accepted)).GetProperty("id").GetGuid();
    }

    public Task<Guid> SendTextAsync(string to, string text) => SendAsync(to, new { text });

    public async Task<JsonElement> RefusedAsync(string to, object content, HttpStatusCode status, string code)
    {
        using var answer = await PostAsync(to, content);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        answer.StatusCode.ShouldBe(status, problem.ToString());
        problem.GetProperty("code").GetString().ShouldBe(code);

        return problem;
    }

    public Task<JsonElement> MessageAsync(Guid id) => Client.GetFromJsonAsync<JsonElement>($"/api/v1/messages/{id}");

    public async Task<JsonElement> UntilAsync(Guid id, string status)
    {
        JsonElement message = default;
        try
        {
            await Poll.UntilAsync(
                async () => (message = await MessageAsync(id)).GetProperty("status").GetString() == status,
                status
            );
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"not {status}: {message}", exception);
        }

        return message;
    }

    public async Task<IReadOnlyList<JsonElement>> ConversationsAsync() =>
        [.. (await Client.GetFromJsonAsync<JsonElement>("/api/v1/conversations")).GetProperty("data").EnumerateArray()];

    /// <summary>Once so many messages are in the conversation with the person.</summary>
    public async Task<JsonElement> ConversationAsync(string person, int messages)
    {
        JsonElement conversation = default;
        await Poll.UntilAsync(
            async () =>
            {
                conversation = (await ConversationsAsync()).FirstOrDefault(row =>
                    row.GetProperty("phone").GetString() == "+" + person
                );

                return conversation.ValueKind is JsonValueKind.Object
                    && (await MessagesAsync(conversation)).Count >= messages;
            },
            $"{messages} messages of {person}"
        );

        // As it is now that all of them are there.
        return await Client.GetFromJsonAsync<JsonElement>(
            $"/api/v1/conversations/{conversation.GetProperty("id").GetGuid()}"
        );
    }

    public async Task<IReadOnlyList<JsonElement>> MessagesAsync(JsonElement conversation) =>
        [
            .. (
                await Client.GetFromJsonAsync<JsonElement>(
                    $"/api/v1/conversations/{conversation.GetProperty("id").GetGuid()}/messages"
                )
            )
                .GetProperty("data")
                .EnumerateArray(),
        ];

    /// <summary>What the simulator took for this number.</summary>
    public async Task<IReadOnlyList<JsonElement>> TakenAsync() =>
        [
            .. (await Platform.Sim.GetFromJsonAsync<JsonElement>("/sim/whatsapp/state"))
                .GetProperty("sent")
                .EnumerateArray()
                .Where(row => row.GetProperty("number").GetProperty("id").GetString() == NumberId),
        ];

    public Task PutTemplateAsync(
        string name,
        string language = "tr",
        string category = "UTILITY",
        object? components = null,
        string status = "APPROVED"
    ) =>
        Platform.SimPutAsync(
            $"/sim/whatsapp/templates/{name}/{language}",
            new
            {
                accountId = BusinessId,
                category,
                components,
                status,
                target = Address,
                appId = MetaWorld.AppId,
            }
        );

    public async Task<IReadOnlyList<JsonElement>> ConsentsAsync(JsonElement conversation) =>
        [
            .. (
                await Client.GetFromJsonAsync<JsonElement>(
                    $"/api/v1/leads/{conversation.GetProperty("leadId").GetGuid()}/consents"
                )
            )
                .GetProperty("data")
                .EnumerateArray(),
        ];
}
