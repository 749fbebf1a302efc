using Xunit;

namespace Crm.Browser.Tests.Journeys;

/// <summary>Every journey is made in each of them.</summary>
public sealed class Languages : TheoryData<string>
{
    public Languages()
    {
        Add("tr");
        Add("ar");
        Add("en");
    }
}
