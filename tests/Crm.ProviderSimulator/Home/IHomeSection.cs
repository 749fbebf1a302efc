namespace Crm.ProviderSimulator.Home;

/// <summary>What the home page shows of one provider.</summary>
internal interface IHomeSection
{
    string Render();
}
