/** Registers of SunSpec’s meters: 201–204 with scale factors, 211–214 as floats, in the notation of layout.ts. */
import { layout } from "./layout.ts";

export const METER = layout(`
  A:i16*A_SF:A AphA:i16*A_SF:A AphB:i16*A_SF:A AphC:i16*A_SF:A A_SF:sf PhV:i16*V_SF:V PhVphA:i16*V_SF:V
  PhVphB:i16*V_SF:V PhVphC:i16*V_SF:V PPV:i16*V_SF:V PhVphAB:i16*V_SF:V PhVphBC:i16*V_SF:V PhVphCA:i16*V_SF:V
  V_SF:sf Hz:i16*Hz_SF:Hz Hz_SF:sf W:i16*W_SF:W WphA:i16*W_SF:W WphB:i16*W_SF:W WphC:i16*W_SF:W W_SF:sf
  VA:i16*VA_SF:VA VAphA:i16*VA_SF:VA VAphB:i16*VA_SF:VA VAphC:i16*VA_SF:VA VA_SF:sf VAR:i16*VAR_SF:var
  VARphA:i16*VAR_SF:var VARphB:i16*VAR_SF:var VARphC:i16*VAR_SF:var VAR_SF:sf PF:i16*PF_SF:% PFphA:i16*PF_SF:%
  PFphB:i16*PF_SF:% PFphC:i16*PF_SF:% PF_SF:sf TotWhExp:acc32*TotWh_SF:Wh TotWhExpPhA:acc32*TotWh_SF:Wh
  TotWhExpPhB:acc32*TotWh_SF:Wh TotWhExpPhC:acc32*TotWh_SF:Wh TotWhImp:acc32*TotWh_SF:Wh
  TotWhImpPhA:acc32*TotWh_SF:Wh TotWhImpPhB:acc32*TotWh_SF:Wh TotWhImpPhC:acc32*TotWh_SF:Wh TotWh_SF:sf
  TotVAhExp:acc32*TotVAh_SF:VAh TotVAhExpPhA:acc32*TotVAh_SF:VAh TotVAhExpPhB:acc32*TotVAh_SF:VAh
  TotVAhExpPhC:acc32*TotVAh_SF:VAh TotVAhImp:acc32*TotVAh_SF:VAh TotVAhImpPhA:acc32*TotVAh_SF:VAh
  TotVAhImpPhB:acc32*TotVAh_SF:VAh TotVAhImpPhC:acc32*TotVAh_SF:VAh TotVAh_SF:sf
  TotVArhImpQ1:acc32*TotVArh_SF:varh TotVArhImpQ1PhA:acc32*TotVArh_SF:varh TotVArhImpQ1PhB:acc32*TotVArh_SF:varh
  TotVArhImpQ1PhC:acc32*TotVArh_SF:varh TotVArhImpQ2:acc32*TotVArh_SF:varh TotVArhImpQ2PhA:acc32*TotVArh_SF:varh
  TotVArhImpQ2PhB:acc32*TotVArh_SF:varh TotVArhImpQ2PhC:acc32*TotVArh_SF:varh TotVArhExpQ3:acc32*TotVArh_SF:varh
  TotVArhExpQ3PhA:acc32*TotVArh_SF:varh TotVArhExpQ3PhB:acc32*TotVArh_SF:varh
  TotVArhExpQ3PhC:acc32*TotVArh_SF:varh TotVArhExpQ4:acc32*TotVArh_SF:varh TotVArhExpQ4PhA:acc32*TotVArh_SF:varh
  TotVArhExpQ4PhB:acc32*TotVArh_SF:varh TotVArhExpQ4PhC:acc32*TotVArh_SF:varh TotVArh_SF:sf Evt:b32`);
export const METER_FLOAT = layout(`
  A:f32:A AphA:f32:A AphB:f32:A AphC:f32:A PhV:f32:V PhVphA:f32:V PhVphB:f32:V PhVphC:f32:V PPV:f32:V
  PhVphAB:f32:V PhVphBC:f32:V PhVphCA:f32:V Hz:f32:Hz W:f32:W WphA:f32:W WphB:f32:W WphC:f32:W VA:f32:VA
  VAphA:f32:VA VAphB:f32:VA VAphC:f32:VA VAR:f32:var VARphA:f32:var VARphB:f32:var VARphC:f32:var PF:f32:%
  PFphA:f32:% PFphB:f32:% PFphC:f32:% TotWhExp:f32:Wh TotWhExpPhA:f32:Wh TotWhExpPhB:f32:Wh TotWhExpPhC:f32:Wh
  TotWhImp:f32:Wh TotWhImpPhA:f32:Wh TotWhImpPhB:f32:Wh TotWhImpPhC:f32:Wh TotVAhExp:f32:VAh TotVAhExpPhA:f32:VAh
  TotVAhExpPhB:f32:VAh TotVAhExpPhC:f32:VAh TotVAhImp:f32:VAh TotVAhImpPhA:f32:VAh TotVAhImpPhB:f32:VAh
  TotVAhImpPhC:f32:VAh TotVArhImpQ1:f32:varh TotVArhImpQ1PhA:f32:varh TotVArhImpQ1PhB:f32:varh
  TotVArhImpQ1PhC:f32:varh TotVArhImpQ2:f32:varh TotVArhImpQ2PhA:f32:varh TotVArhImpQ2PhB:f32:varh
  TotVArhImpQ2PhC:f32:varh TotVArhExpQ3:f32:varh TotVArhExpQ3PhA:f32:varh TotVArhExpQ3PhB:f32:varh
  TotVArhExpQ3PhC:f32:varh TotVArhExpQ4:f32:varh TotVArhExpQ4PhA:f32:varh TotVArhExpQ4PhB:f32:varh
  TotVArhExpQ4PhC:f32:varh Evt:b32`);
