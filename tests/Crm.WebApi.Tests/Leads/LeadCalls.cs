using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Shouldly;

namespace Crm.WebApi.Tests.Leads;

/// <summary>Asks as somebody of a company and reads what is answered.</summary>
internal static class LeadCalls
{
    public const string Leads = "/api/v1/leads";

    public static async Task<Guid> AddLeadAsync(this SignedIn person, object lead)
    {
        using var response = await person.Client.PostAsJsonAsync(Leads, lead);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());

        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    public static async Task<JsonElement> ReadAsync(this SignedIn person, string path)
    {
        using var response = await person.Client.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());

        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The answer, which must be of this status.</summary>
    public static async Task<JsonElement> CallAsync(
        this SignedIn person,
        HttpMethod method,
        string path,
        object? body = null,
        HttpStatusCode expected = HttpStatusCode.OK
    )
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : JsonContent.Create(body);
        using var response = await person.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(expected, text);

        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone();
    }

    public static async Task<string> NamesAsync(this SignedIn person, string query = "")
    {
        var page = await person.ReadAsync(Leads + query);

        return string.Join(',', page.GetProperty("data").EnumerateArray().Select(lead => lead.Text("fullName")));
    }

    public static string? Text(this JsonElement element, string member) => element.GetProperty(member).GetString();
}
